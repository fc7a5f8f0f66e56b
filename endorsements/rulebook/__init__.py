"""How we count, for people who hold it against their bylaws.

One content for two readers: the page of the site and docs/how-we-count.md. Rules stand in the words
that voters read, and every number of an example comes out of the counter itself.
"""
