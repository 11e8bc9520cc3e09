"""Arrays as they are checked and shown, numbers beyond float64, files of arrays, and what becomes of freed memory."""
