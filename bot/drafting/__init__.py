"""Topics drafted for an editor: claims from a question's words or from a pile of articles, and a trial of a topic."""
