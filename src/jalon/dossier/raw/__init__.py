"""The dossier as written: YAML files decoded into typed values that remember where they stand."""
