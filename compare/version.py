"""The version, in one place: packaging, signature and `--version` read it here."""

VERSION = "0.1.0"
