"""A batch on many machines: Dask carries partitions of articles to workers, and their briefs back.

`core.cluster.client.Cluster` takes the place of the `Maker` that works here; what it does with an article is the same.
The extra `cluster` brings Dask; nothing here is imported without being asked for.
"""
