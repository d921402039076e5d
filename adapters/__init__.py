"""What touches the world: one folder or file for each kind of thing."""
