export { asReader, readerRoleState } from './as_reader.js'
export { databaseNow } from './clock.js'
export { inTransaction } from './in_transaction.js'
export { lockBusiness } from './lock_business.js'
export { lockRow, lockRowOrFail } from './lock_row.js'
export { brokenConstraint, retryingTransaction, sqlState } from './retrying_transaction.js'
export { forgetAnswers } from './forget_answers.js'
export {
  keepOutcome,
  keyedRequest,
  type KeyedRequest,
  noteDone,
  oncePerKey,
  type Replay,
} from './idempotency.js'
export { sql, type SqlValue } from './sql.js'
