import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** A packet carries this much anyway. */
const SMALLEST = 1024

/** What is kept in memory is kept as bytes. */
const KEPT = /^(text\/html|application\/json)/

/** Levels at which a page costs well under a millisecond and loses a few per cent of size. */
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

/** Sends pages and other text as small as the reader's browser can take them. */
export default class CompressMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    await next()
    const body: unknown = response.getBody()
    if (!isText(body, response) || body.length < SMALLEST || request.method() === 'HEAD') return

    response.vary('accept-encoding')
    const encoding = request.encoding(['br', 'gzip'])
    if (encoding !== 'br' && encoding !== 'gzip') return
    // The type is else guessed from the text, which is now bytes.
    if (!response.getHeader('content-type')) {
      response.type(String(body).trimStart().startsWith('<') ? 'html' : 'text')
    }
    response.header('content-encoding', encoding)
    response.send(await encoders[encoding](body))
  }
}

/** Bytes are a page or an answer that was kept as such, or else a file that may be small already. */
function isText(body: unknown, response: HttpContext['response']): body is string | Buffer {
  const type = String(response.getHeader('content-type'))
  return typeof body === 'string' || (Buffer.isBuffer(body) && KEPT.test(type))
}
