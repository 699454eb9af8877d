"""Translation, measured: speed as ratios within one run, quality against raw CTranslate2, soundness."""
