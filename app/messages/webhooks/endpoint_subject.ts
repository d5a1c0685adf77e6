import type { QueryClientContract as QueryClient } from '@adonisjs/lucid/types/database'
import { memberOfBusiness } from '../member_of_business.js'
import { Recipient } from '../mail/recipient.js'
import type { Subject } from '../message.js'
import type Notification from '#models/notifications/notification'
import WebhookEndpoint from '#models/webhooks/webhook_endpoint'

/** A system of the business that is told what happens. */
export interface EndpointSubject {
  endpoint: WebhookEndpoint
}

export const endpointSubject: Subject<EndpointSubject> = {
  find: (notification, _now, client) => read(notification, client),

  async load(notification) {
    const about = await read(notification)
    const member = about && (await memberOfBusiness(notification, about.endpoint.business))
    if (!about || !member) return null
    const thread = { name: `webhook-${about.endpoint.id}`, host: null, version: null }
    return {
      ...{ about, member, endsAt: null, bookings: null },
      thread: { ...thread, inReplyTo: null },
    }
  },

  recipient({ endpoint }, member, now) {
    const { business } = endpoint
    const nobody = { id: null, fullName: business.name, email: business.email ?? '' }
    return Recipient.member(business, member ?? nobody, now)
  },
}

async function read({ subjectId }: Notification, client?: QueryClient) {
  const endpoint = await WebhookEndpoint.query({ client }).where('id', subjectId).first()
  await endpoint?.load('business')
  return endpoint && { endpoint }
}
