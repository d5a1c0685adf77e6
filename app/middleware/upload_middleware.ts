import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import pictures from '#config/pictures'

/** The file of a form's field `picture`; `bytes` is null where it has more than any may have. */
export interface Upload {
  bytes: Buffer | null
}

/**
 * Reads a form with a picture into memory, once it is known who sends it. Nothing is written to the
 * disk, and what has far too many bytes is not read to its end.
 */
export default class UploadMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const { multipart } = ctx.request
    if (multipart?.state !== 'idle') return next()
    multipart.onFile('picture', {}, async (part, report) => {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of part as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size <= pictures.mostBytes) chunks.push(chunk)
        await report(chunk)
      }
      ctx.upload = { bytes: size > pictures.mostBytes ? null : Buffer.concat(chunks) }
    })
    await multipart.process({ limit: pictures.mostRead })
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    upload?: Upload
  }
}
