"""What would help most: counted over all diaries, told of nobody."""
