"""The catalogues of the interface languages; `python -m tui.locale` makes them anew from the source.

`tui.po` holds what the screens say, `glossary.po` what the glossary says (errors, reasons, labels of decisions): that
is written and stored in English, with values filled in, and read back by `tui.said`.
"""
