"""What a screen shows, as blocks: the same sections as the review, cut as a reader browses them."""
