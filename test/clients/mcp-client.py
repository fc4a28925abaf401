"""Asks Owlpost by the Python SDK of MCP as an assistant does: what there is, a question, a change of it, a refusal."""

import asyncio
import os

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

SERVER = StdioServerParameters(
    command="node", args=["--disable-warning=ExperimentalWarning", "owlpost.mjs", "mcp"], env=dict(os.environ)
)


async def main():
    async with stdio_client(SERVER) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = (await session.list_tools()).tools
        assert [tool.name for tool in tools] == ["ask", "list_datasets", "describe", "find_values"], tools
        listed = await session.call_tool("list_datasets", {"word": "margin"})
        assert "sales" in listed.content[0].text, listed
        first = await session.call_tool("ask", {"question": "sales by country 2025"})
        data = getattr(first, "structured_content", None) or first.structuredContent
        assert data["canonical"] == "sales period=2025", data
        assert [part.type for part in first.content] == ["text", "image"], first
        changed = await session.call_tool("ask", {"question": "by product line", "after": data["canonical"]})
        other = getattr(changed, "structured_content", None) or changed.structuredContent
        assert other["canonical"] == "sales by=product_line period=2025", other
        refused = await session.call_tool("ask", {"question": "forecast of sales"})
        assert getattr(refused, "is_error", None) or refused.isError, refused
    print("the Python SDK asks and is answered")


asyncio.run(main())
