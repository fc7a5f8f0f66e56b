"""What the public pages of sessions, scored items, tracked bills and issues say."""
