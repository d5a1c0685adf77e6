import type { By } from '#models/by'
import type { OwedMail } from './owe.js'
import { wakeDeliveries } from './wake_deliveries.js'

/** An answer, with the mails that are owed for it and concern the outbox alone. */
export type Owing<Answer> = Answer & { owed?: OwedMail[] }

type Delivered<Done> = Done extends object ? Omit<Done, 'owed'> : Done

/** `work` commits what it owes; whoever delivers it is woken after that. */
export async function deliverAfter<Done extends object | null>(
  { requestId }: By,
  work: () => Promise<Done>
): Promise<Delivered<Done>> {
  const done: Owing<object> | null = await work()
  if (!done) return done as Delivered<Done>
  const { owed = [], ...answer } = done
  await wakeDeliveries(owed, requestId)
  return answer as Delivered<Done>
}
