"""Writing a SEN2 return: as the department's XML of a year, and as COLLECT's nine tables.

Promise: what is read and written again in the same year's format says exactly the same.
"""

from sendap.exchange.sen2.write.collect import write_collect
from sendap.exchange.sen2.write.content import Content, content_of
from sendap.exchange.sen2.write.xml import write_xml, xml_of

__all__ = ["Content", "content_of", "write_collect", "write_xml", "xml_of"]
