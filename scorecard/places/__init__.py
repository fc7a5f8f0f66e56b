"""From a place to its districts: by town, ward and precinct, by ZIP code, by point. Pure."""
