import { text } from 'node:stream/consumers'
import type { TestContext } from '@japa/runner/core'
import { serve } from '#tests/support/loopback'

interface SendgridRequest {
  url: string
  authorization: string
  body: {
    personalizations: { to: { email: string; name?: string }[] }[]
    from: { email: string; name?: string }
    reply_to: { email: string; name?: string }
    subject: string
    content: { type: string; value: string }[]
    attachments: { content: string; filename: string; type: string; disposition: string }[]
    headers: Record<string, string>
    tracking_settings: { click_tracking: { enable: boolean }; open_tracking: { enable: boolean } }
  }
}

/** Answers like SendGrid's API with the given status; null never answers. */
export async function openSendgrid(cleanup: TestContext['cleanup'], status: number | null = 202) {
  const requests: SendgridRequest[] = []
  const baseUrl = await serve(cleanup, async (request, response) => {
    requests.push({
      url: `${request.method} ${request.url}`,
      authorization: request.headers.authorization ?? '',
      body: JSON.parse(await text(request)) as SendgridRequest['body'],
    })
    if (status === null) return
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-message-id': 'sendgrid-id-1',
    })
    response.end(status < 300 ? '' : '{"errors":[{"message":"refused ines@client.example"}]}')
  })
  return { baseUrl, requests }
}
