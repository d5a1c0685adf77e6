import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import type { Test } from '@japa/runner/core'
import env from '#start/env'

type Answer = Record<string, unknown>

/** An agent as others write it, by the protocol's own client. */
export async function openAgent(
  cleanup: Test['context']['cleanup'],
  path: string,
  headers: Record<string, string> = {}
) {
  const address = new URL(path, `http://${env.get('HOST')}:${env.get('PORT')}`)
  const agent = new Client({ name: 'test', version: '1' })
  const transport = new StreamableHTTPClientTransport(address, { requestInit: { headers } })
  await agent.connect(transport)
  cleanup(() => agent.close())
  return {
    agent,
    call: async (name: string, sent: Answer = {}) => {
      const { structuredContent, content, isError } = await agent.callTool({
        ...{ name, arguments: sent },
      })
      const [{ text }] = content as { text: string }[]
      return { answer: structuredContent as Answer, text, isRefused: isError === true }
    },
  }
}
