import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import env from '#start/env'

export interface Asked {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

/** As it stands: a client that builds URLs and bodies would mend them first. */
export async function answerOf({ method = 'GET', path, headers = {}, body }: Asked) {
  const [host, port] = [env.get('HOST'), env.get('PORT')]
  const asked = request({ host, port, method, path, headers })
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  asked.once('response', resolve).once('error', reject).end(body)
  const response = await promise
  return {
    status: response.statusCode,
    headers: response.headers,
    body: await text(response),
  }
}
