"""Wire formats: DCI messages and their signatures, X-Road REST, ISO 20022 files, and the one outbound client.

Plain Python; the clients alone do input and output. Keeps nothing: seen message ids, partners and keys are rows above.
Refuses any address that is not on its list, any XML with a document type, and any message it cannot prove.
"""
