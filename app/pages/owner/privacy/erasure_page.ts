import type { DateTime } from 'luxon'
import type Client from '#models/clients/client'
import type Erasure from '#models/privacy/erasure'
import type Business from '#models/settings/business'
import { versionOf } from '#models/version'
import {
  ERASED_KINDS,
  type ErasureForecast,
  forecastErasure,
  KEPT_KINDS,
} from '#queries/privacy/forecast_erasure'
import { openErasureOf } from '#queries/privacy/erasures'

/** What would go and what stays, before anybody decides. */
export async function erasurePage(business: Business, client: Client, now: DateTime) {
  const forecast = await forecastErasure(business, client.id, now)
  const erasure = await openErasureOf(business.id, client.id)
  return {
    ...{ client, now, erasure, coming: forecast.coming },
    email: emailOf(client, erasure),
    goes: ERASED_KINDS.map((kind) => ({ kind, count: forecast.counts[kind] })).filter(
      ({ count }) => count > 0
    ),
    stays: KEPT_KINDS.filter((kind) => forecast.keeps[kind]),
    version: versionIn(forecast),
  }
}

/** Where they are told that it is done; null where nobody can be. */
function emailOf(client: Client, erasure: Erasure | null): string | null {
  return erasure?.email ?? client.emails.at(0) ?? null
}

function versionIn({ counts, coming }: ErasureForecast): string {
  return versionOf(
    counts,
    coming.map(({ id, startsAt }) => [id, startsAt.toMillis()])
  )
}
