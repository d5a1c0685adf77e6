import { DateTime } from 'luxon'
import { webhookLink } from '../links.js'
import { message } from '../message.js'
import { business } from '../samples.js'
import { endpointSubject } from './endpoint_subject.js'
import WebhookEndpoint, { type PauseReason } from '#models/webhooks/webhook_endpoint'

function sample(pausedBecause: PauseReason) {
  const endpoint = new WebhookEndpoint().merge({
    ...{ id: 1, businessId: business.id, url: 'https://crm.swimschoolpro.example/hooks' },
    ...{ description: null, pausedBecause, events: null },
    pausedAt: DateTime.fromISO('2026-01-15T09:30:00Z'),
    failingSince: DateTime.fromISO('2026-01-12T09:00:00Z'),
  })
  endpoint.$setRelated('business', business)
  return { endpoint }
}

/** By itself: it accepted nothing for days, or said that it is gone. */
export const webhookPaused = message({
  type: 'webhook_paused',
  subject: endpointSubject,
  staff: 'in_charge',
  reasonToDrop: ({ endpoint }) => (endpoint.isPaused ? null : 'webhook_resumed'),
  mail: {
    staff: {
      content({ endpoint }, to) {
        const { host } = new URL(endpoint.url)
        const isGone = endpoint.pausedBecause === 'gone'
        return {
          subject: to.t('webhook_paused.subject', { host }),
          status: { text: to.t('webhook_paused.status'), tone: 'stop' },
          heading: to.t('webhook_paused.heading', { host }),
          time: null,
          notice: to.t(`webhook_paused.${isGone ? 'gone' : 'failing'}`),
          facts: [],
          button: { label: to.t('webhook_paused.button'), href: webhookLink(endpoint) },
        }
      },
      samples: [
        { title: 'Webhook paused', about: sample('failing') },
        { title: 'Webhook gone', about: sample('gone') },
      ],
    },
  },
  inApp: {
    says: (_notification, t) => t('owner.notifications.news.webhook_paused'),
    leadsTo: ({ subjectId: id }) => ({ route: 'owner.webhooks.show', id }),
  },
})
