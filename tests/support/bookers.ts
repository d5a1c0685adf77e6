import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { IN_THREE_DAYS, type Shop } from '#tests/support/requests'
import { postJson } from '#tests/support/web_process'

interface Acknowledged {
  reference: string
  startsAt: string
}

/** Two clients for every hour, one after the other; each asks again until it hears yes or no. */
export class Bookers {
  readonly acknowledged: Acknowledged[] = []
  readonly times: number[] = []
  /** Answers that were neither, by status; without an answer, 0. */
  readonly troubles = new Map<number, number>()

  private readonly agent = new Agent({ keepAlive: true })
  private readonly clients: Promise<void>[]
  private sent = 0
  private isOver = false

  constructor(
    private readonly port: number,
    private readonly shop: Shop,
    clients: number,
    private readonly name: string,
    /** Between what one client does and their next. */
    private readonly pauseMs = 0
  ) {
    this.clients = Array.from({ length: clients }, () => this.work())
  }

  /** Resolves once so many more are booked. */
  async more(count: number): Promise<void> {
    const wanted = this.acknowledged.length + count
    while (this.acknowledged.length < wanted) await sleep(20)
  }

  async stop(): Promise<void> {
    this.isOver = true
    await Promise.all(this.clients)
    this.agent.destroy()
  }

  private async work(): Promise<void> {
    while (!this.isOver) {
      await this.book(this.sent++)
      if (this.pauseMs > 0) await sleep(this.pauseMs)
    }
  }

  private async book(nth: number): Promise<void> {
    const { business, service } = this.shop
    const body = {
      service_id: service.id,
      starts_at: IN_THREE_DAYS.plus({ hours: Math.floor(nth / 2) }).toISO(),
      client_name: 'Sam',
      client_email: `sam-${nth}@client.example`,
    }
    const headers = { 'idempotency-key': `${this.name}-${nth}` }
    for (;;) {
      const path = `/api/booking/public/${business.slug}/book`
      const answer = await postJson(this.port, path, body, { agent: this.agent, headers }).catch(
        () => null
      )
      if (answer?.status === 201) {
        const { reference, starts_at: startsAt } = JSON.parse(answer.body)
        this.acknowledged.push({ reference, startsAt })
      }
      if (answer?.status === 201 || answer?.status === 409) {
        this.times.push(answer.milliseconds)
        return
      }
      const status = answer?.status ?? 0
      this.troubles.set(status, (this.troubles.get(status) ?? 0) + 1)
      await sleep(100)
    }
  }
}
