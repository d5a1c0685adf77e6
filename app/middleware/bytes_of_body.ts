import type { IncomingMessage } from 'node:http'

/** As they came, which a signature is of; null where there are more. */
export async function bytesOfBody(request: IncomingMessage, most: number): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk)
    size += chunk.length
    if (size > most) return null
  }
  return Buffer.concat(chunks)
}
