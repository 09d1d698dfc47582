"""What every other room stands on: faults, periods, missing values, units, references, strict YAML."""
