"""What an annotation is: spans, relations, label set, annotation set, edits, undo. Pure."""
