import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Webhook } from 'standardwebhooks'
import CreateWebhook, { type WebhookDetails } from '#actions/webhooks/create_webhook'
import DeliverNotification from '#actions/notifications/deliver_notification'
import { bySystem } from '#models/by'
import Notification from '#models/notifications/notification'
import type Business from '#models/settings/business'
import { listenOnLoopback } from '#tests/support/loopback'

export interface Received {
  headers: Record<string, string>
  body: string
  at: string
}

export interface Told {
  type: string
  timestamp: string
  data: Record<string, unknown>
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void

/** Keeps what it is sent, and answers as it is told; by itself it accepts. */
export async function openReceiver(answer: Answer = (response) => response.end()) {
  const received: Received[] = []
  let connections = 0
  const script = { answer }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    received.push({
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(parts).toString(),
      at: request.url ?? '',
    })
    script.answer(response, request)
  })
  server.on('connection', () => connections++)
  const port = await listenOnLoopback(server)
  return {
    received,
    port,
    url: `http://127.0.0.1:${port}/hooks`,
    answers: (next: Answer) => void (script.answer = next),
    connections: () => connections,
    /** As its reader would: throws where the signature is not right. */
    verified: (secret: string, nth = received.length - 1) => {
      const { body, headers } = received[nth]
      return new Webhook(secret).verify(body, headers) as Told
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export async function listen(
  { id: businessId }: Pick<Business, 'id'>,
  details: Partial<WebhookDetails> = {}
) {
  const created = await new CreateWebhook().handle({
    ...{ businessId, by: bySystem() },
    details: { url: 'https://crm.example/hooks', description: null, events: null, ...details },
  })
  if (typeof created === 'string') throw new Error(created)
  return created
}

/** What is owed to endpoints, in the order in which it was owed. */
export function owedWebhooks() {
  return Notification.query().where('channel', 'webhook').orderBy('id')
}

/** Hands over all that is owed and due. */
export async function deliverWebhooks(clockOffsetMs = 0) {
  const deliver = new DeliverNotification(undefined, clockOffsetMs)
  const deliveries: string[] = []
  for (const { id } of await owedWebhooks().where('status', 'queued')) {
    deliveries.push(await deliver.handle({ notificationId: id }))
  }
  return deliveries
}
