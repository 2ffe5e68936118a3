"""The core of tenrieng: articles in, a reviewed three-language glossary of names out. No screen, no network."""
