"""The formats, one file each; the registries name them."""
