"""What candidates are asked and answer: writing, sending, links, answers, and who may read them."""
