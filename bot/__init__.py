"""Tallywire's core: what decides.

The road an article takes, one direction, nobody reaches back:

    tick -> due feeds -> fetch -> parse -> new or edited article
         -> gate         matching.gate: is any topic about this?
         -> read         reading: text -> figures, each with its speaker, day and modality
         -> match        matching: figure + topic -> statement, or the reason why not
         -> judge        ledger: statement + history -> verdict
         -> alert        alerts: verdicts + follows + mutes -> posts
         -> store        statements and posts in ONE transaction
         -> deliver      outbox -> views -> platform

`road` and `outbox` call these steps and decide nothing; the steps decide and touch nothing.
"""
