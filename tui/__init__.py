"""The screens of tenrieng: they draw what `glossary.service` returns and send back what the person decided."""
