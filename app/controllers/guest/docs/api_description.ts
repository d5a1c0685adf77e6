import { createHash } from 'node:crypto'
import { appUrl } from '#config/app'
import { PROBLEM_CODES } from '#exceptions/problem_codes'
import { SCOPES } from '#models/keys/scopes'
import { describeApi } from '#shapes/openapi/document'
import { operations } from '#start/routes/api'
import { publicOperations } from '#start/routes/public_operations'

export const describedOperations = [...operations, ...publicOperations]

interface Written {
  body: string
  tag: string
}

let kept: Written | null = null

/** The document as it is sent; the same for as long as the process lives. */
export function apiDescription(): Written {
  return (kept ??= write())
}

function write(): Written {
  const document = describeApi({
    operations: describedOperations,
    codes: PROBLEM_CODES,
    scopes: SCOPES,
    siteUrl: appUrl,
  })
  const body = JSON.stringify(document)
  return { body, tag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"` }
}
