import type { HttpContext } from '@adonisjs/core/http'
import type { HttpError } from '@adonisjs/core/types/http'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool as ListedTool,
  ToolSchema,
} from '@modelcontextprotocol/sdk/types.js'
import type { Tool } from '#controllers/api/agents/tool'
import { readInput } from '#controllers/api/input'
import { problemOf } from '#exceptions/problem'
import { Refusal } from '#exceptions/refusal'

const VERSION = '1.0.0'

/** What the protocol reads of a request. */
const HEADERS = ['accept', 'content-type', 'mcp-protocol-version']

interface Agency {
  tools: readonly Tool[]
  title: string
  instructions: string
}

/**
 * One message of the Model Context Protocol (streamable HTTP, without sessions), answered as JSON:
 * nothing is kept between two of them. Several at once are refused, as the protocol has it since
 * 2025-06-18; so each call is counted against the limits.
 */
export async function answerAgent(ctx: HttpContext, agency: Agency) {
  const { request, response, i18n } = ctx
  const message: unknown = request.body()
  if (Array.isArray(message)) throw new Refusal(400, 'unreadable', i18n.t('agents.one_message'))

  const failure: { error?: unknown } = {}
  const server = serverFor(ctx, agency, failure)
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  const answer = await transport.handleRequest(asWebRequest(ctx), { parsedBody: message })
  const text = await answer.text()
  await server.close()
  if ('error' in failure) throw failure.error
  if (answer.status === 406) {
    throw new Refusal(406, 'not_acceptable', i18n.t('api.not_acceptable'))
  }

  // An operation that was called may have said where to look by itself.
  for (const name of ['location', 'etag']) response.removeHeader(name)
  response.status(answer.status).header('cache-control', 'no-store')
  if (text) response.header('content-type', 'application/json; charset=utf-8')
  return response.send(text)
}

function asWebRequest({ request }: HttpContext): Request {
  const headers = new Headers()
  for (const name of HEADERS) headers.set(name, request.header(name) ?? '')
  if (!request.header('mcp-protocol-version')) headers.delete('mcp-protocol-version')
  return new Request('http://mcp.invalid', { method: 'POST', headers })
}

function serverFor(
  ctx: HttpContext,
  { tools, title, instructions }: Agency,
  failure: { error?: unknown }
): Server {
  const server = new Server(
    { name: 'bellhop', title, version: VERSION },
    { capabilities: { tools: {} }, instructions }
  )
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.filter((tool) => isInScope(ctx, tool)).map((tool) => listed(ctx, tool)),
  }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
    const tool = tools.find(({ name }) => name === params.name)
    if (!tool) throw new McpError(ErrorCode.InvalidParams, ctx.i18n.t('agents.unknown_tool'))
    try {
      return await call(ctx, tool, params.arguments ?? {})
    } catch (error) {
      failure.error = error
      throw error
    }
  })
  return server
}

function listed({ i18n }: HttpContext, { name, hints, input }: Tool): ListedTool {
  return {
    name,
    title: i18n.t(`agents.tool.${name}.title`),
    description: i18n.t(`agents.tool.${name}.description`),
    inputSchema: ToolSchema.shape.inputSchema.parse(input.toJSONSchema()),
    annotations: hints,
  }
}

/** What cannot be done as asked is told to the agent; what broke is nobody's to read. */
async function call(
  ctx: HttpContext,
  tool: Tool,
  sent: Record<string, unknown>
): Promise<CallToolResult> {
  try {
    refuseWithoutScope(ctx, tool)
    await readInput(ctx, tool.input, sent)
    return asResult(await tool.call(ctx, sent))
  } catch (error) {
    const status = refusedWith(error)
    if (status === null) throw error
    const { detail, ...problem } = problemOf(error as HttpError, status, ctx)
    return { ...asResult({ detail, ...problem }, `${problem.code}: ${detail}`), isError: true }
  }
}

function refuseWithoutScope(ctx: HttpContext, tool: Tool): void {
  if (isInScope(ctx, tool)) return
  const { scope } = tool
  throw new Refusal(403, 'scope_missing', ctx.i18n.t('api.scope_missing', { scope }), {
    facts: { scope },
  })
}

function isInScope({ auth }: HttpContext, { scope }: Tool): boolean {
  return !scope || auth.use('api').getUserOrFail().currentAccessToken.allows(scope)
}

function refusedWith(error: unknown): number | null {
  if (error instanceof Refusal) return error.status
  const { status } = error as Partial<HttpError>
  return status !== undefined && status >= 400 && status < 500 ? status : null
}

/** As data, and as text for those that read no data. */
function asResult(answer: unknown, sentence?: string): CallToolResult {
  const data = JSON.stringify(answer)
  const structuredContent = JSON.parse(data) as Record<string, unknown>
  return { structuredContent, content: [{ type: 'text', text: sentence ?? data }] }
}
