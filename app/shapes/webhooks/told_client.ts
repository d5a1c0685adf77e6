import type Client from '#models/clients/client'
import { utcMoment } from '#shapes/webhooks/moment'

/** Without what the business notes of them for itself. */
export function presentToldClient(client: Client) {
  return {
    id: client.id,
    name: client.name,
    email: client.email,
    phone: client.phone,
    time_zone: client.timeZone,
    locale: client.locale,
    tags: client.tags,
    created_at: utcMoment(client.createdAt),
  }
}
