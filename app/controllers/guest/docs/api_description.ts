import { createHash } from 'node:crypto'
import { appUrl } from '#config/app'
import { PROBLEM_CODES } from '#exceptions/problem_codes'
import { SCOPES } from '#models/keys/scopes'
import { describeApi } from '#shapes/openapi/document'
import { operations } from '#start/routes/api'
import { publicOperations } from '#start/routes/public_operations'

export const describedOperations = [...operations, ...publicOperations]

interface Written {
  reference: {
    operations: typeof describedOperations
    codes: typeof PROBLEM_CODES
    document: ReturnType<typeof describeApi>
  }
  body: string
  tag: string
}

let kept: Written | null = null

/** The document as it is sent, and what it is made of; the same for as long as the process lives. */
export function apiDescription(): Written {
  return (kept ??= write())
}

function write(): Written {
  const described = { operations: describedOperations, codes: PROBLEM_CODES }
  const document = describeApi({ ...described, scopes: SCOPES, siteUrl: appUrl })
  const body = JSON.stringify(document)
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  return { reference: { ...described, document }, body, tag }
}
