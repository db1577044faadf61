"""Articles written as Markdown with front matter, as Hugo and Jekyll have it, turned into Kabar's JSON."""
