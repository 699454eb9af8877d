"""Measurements of translation: speed as ratios within one run, quality against raw CTranslate2, soundness."""
