import type { TransactionClientContract as Transaction } from '@adonisjs/lucid/types/database'
import type { By } from '#models/by'
import { deliverAfter } from '#outbox'
import { type KeyedRequest, oncePerKey, type Replay } from '#transactions'

interface Keyed {
  by: By
  /** Null answers each time anew. */
  key: KeyedRequest | null
}

type Named = { outcome: string }

interface Steps<Final, Turned, Stored, Answer> {
  /** Where the transactions are; in each, `once` looks at the key and keeps what is final. */
  run: (
    once: (
      trx: Transaction,
      take: () => Promise<Final | Turned>
    ) => Promise<Final | Turned | Replay<Stored>>
  ) => Promise<Final | Turned | Replay<Stored>>
  /** Null for what may be another answer the next time. */
  store: (attempt: Final | Turned) => Stored | null
  recall: (stored: Stored) => Promise<Final> | Final
  answer: (done: Final, replayed: boolean) => Promise<Answer> | Answer
}

/** What is final is answered from what was stored when the request comes again. */
export async function answerOnce<Final extends Named, Turned extends Named, Stored, Answer>(
  { by, key }: Keyed,
  { run, store, recall, answer }: Steps<Final, Turned, Stored, Answer>
): Promise<Answer | Turned | { outcome: 'key_reused' }> {
  const work = () => run((trx, take) => oncePerKey(trx, key, take, store))
  const attempt = (await deliverAfter(by, work)) as Final | Turned | Replay<Stored>
  if (isReplay(attempt)) {
    return 'stored' in attempt ? answer(await recall(attempt.stored), true) : attempt
  }
  return store(attempt) ? answer(attempt as Final, false) : (attempt as Turned)
}

function isReplay<Stored>(attempt: Named): attempt is Replay<Stored> {
  return attempt.outcome === 'replay' || attempt.outcome === 'key_reused'
}
