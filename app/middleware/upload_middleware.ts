import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** The file of a form; `bytes` is null where it has more than any may have. */
export interface Upload {
  fileName: string
  bytes: Buffer | null
}

interface Expected {
  field: string
  mostBytes: number
  mostRead: string
}

/**
 * Reads a form with a file into memory, once it is known who sends it. Nothing is written to the
 * disk, and what has far too many bytes is not read to its end.
 */
export default class UploadMiddleware {
  async handle(ctx: HttpContext, next: NextFn, { field, mostBytes, mostRead }: Expected) {
    const { multipart } = ctx.request
    if (multipart?.state !== 'idle') return next()
    multipart.onFile(field, {}, async (part, report) => {
      const chunks: Buffer[] = []
      let size = 0
      for await (const chunk of part as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size <= mostBytes) chunks.push(chunk)
        await report(chunk)
      }
      const bytes = size > mostBytes ? null : Buffer.concat(chunks)
      ctx.upload = { fileName: part.filename ?? '', bytes }
    })
    await multipart.process({ limit: mostRead })
    return next()
  }
}

declare module '@adonisjs/core/http' {
  export interface HttpContext {
    upload?: Upload
  }
}
