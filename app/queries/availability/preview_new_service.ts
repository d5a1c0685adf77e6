import { randomUUID } from 'node:crypto'
import type Business from '#models/settings/business'
import Service from '#models/services/service'
import { lengthDifferences } from '#queries/availability/length_differences'
import { type Preview, previewOf, previewSpan } from '#queries/availability/preview_change'
import { trialQuestion } from '#queries/availability/trial_question'
import type { Instant } from '#scheduling/types'

interface Proposal {
  business: Business
  details: Partial<Service['$attributes']>
  hostIds: number[]
  now: Instant
}

export async function previewNewService({
  business,
  details,
  hostIds,
  now,
}: Proposal): Promise<Preview> {
  const slug = `preview-${randomUUID()}`
  const service = new Service().merge({ ...details, businessId: business.id, slug })
  const { range, until } = previewSpan(business, [service], now)
  const question = await trialQuestion({ business, service, range, now }, business.id, hostIds)
  const differences = lengthDifferences(null, { question, service, business })
  return previewOf(
    differences.map((difference) => ({ service, outside: [], lacking: [], ...difference })),
    until
  )
}
