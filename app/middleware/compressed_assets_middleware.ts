import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import app from '@adonisjs/core/services/app'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

const ASSET = /^\/assets\/[\w-]+\.(css|js)$/

const encoders = { br: promisify(brotliCompress), gzip: promisify(gzip) }
type Encoding = keyof typeof encoders

/** Compressed once, as hard as possible: names carry hashes, so a file never changes. */
const compressed = new Map<string, Promise<Buffer>>()

export default class CompressedAssetsMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    const path = request.url()
    const encoding = request.encoding(['br', 'gzip'])
    const isOurs = app.inProduction && request.method() === 'GET' && ASSET.test(path)
    if (!isOurs || (encoding !== 'br' && encoding !== 'gzip')) return next()

    const body = await this.compressed(path, encoding)
    if (!body) return next()
    response.type(path.slice(path.lastIndexOf('.')))
    response.header('content-encoding', encoding)
    response.vary('accept-encoding')
    response.header('cache-control', 'public, max-age=31536000, immutable')
    response.header('x-content-type-options', 'nosniff')
    return response.send(body)
  }

  private async compressed(path: string, encoding: Encoding): Promise<Buffer | null> {
    const key = `${encoding} ${path}`
    const known = compressed.get(key) ?? readFile(app.publicPath(path)).then(encoders[encoding])
    compressed.set(key, known)
    try {
      return await known
    } catch {
      compressed.delete(key)
      return null
    }
  }
}
