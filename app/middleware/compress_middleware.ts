import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const SMALLEST = 1024

const KEPT = /^(text\/html|application\/json)/

/** Quick levels: well under a millisecond for a page, for a few per cent more bytes. */
const encoders = {
  br: (text: string | Buffer) =>
    promisify(brotliCompress)(text, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_SIZE_HINT]: text.length,
      },
    }),
  gzip: (text: string | Buffer) => promisify(gzip)(text, { level: 5 }),
}

export default class CompressMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    await next()
    const body: unknown = response.getBody()
    if (!isText(body, response) || body.length < SMALLEST || request.method() === 'HEAD') return

    response.vary('accept-encoding')
    const encoding = request.encoding(['br', 'gzip'])
    if (encoding !== 'br' && encoding !== 'gzip') return
    // The type would be guessed from the text, which is bytes by now.
    if (!response.getHeader('content-type')) {
      response.type(String(body).trimStart().startsWith('<') ? 'html' : 'text')
    }
    response.header('content-encoding', encoding)
    response.send(await encoders[encoding](body))
  }
}

/** Bytes are either a page kept in memory, or a file that may be compressed already. */
function isText(body: unknown, response: HttpContext['response']): body is string | Buffer {
  const type = String(response.getHeader('content-type'))
  return typeof body === 'string' || (Buffer.isBuffer(body) && KEPT.test(type))
}
