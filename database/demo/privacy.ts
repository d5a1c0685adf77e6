import RequestErasure from '#actions/privacy/request_erasure'
import { byClient } from '#models/by'
import type Business from '#models/settings/business'

/** Somebody who came once and wants to be erased; it waits for the owner. */
export async function createErasure({ id: businessId, locale }: Business): Promise<void> {
  const asked = { businessId, email: 'oliver@example.com', language: locale, by: byClient() }
  const outcome = await new RequestErasure().handle(asked)
  if (outcome !== 'asked') throw new Error('The demo client who asks to be erased is not there')
}
