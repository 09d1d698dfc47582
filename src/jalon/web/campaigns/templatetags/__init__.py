"""What templates of campaigns are given beside the words of the site."""
