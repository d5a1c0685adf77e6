import hash from '@adonisjs/core/services/hash'

/** How many passwords are hashed while `work` runs. */
export async function hashesOf(work: () => Promise<unknown>): Promise<number> {
  const hasher = hash.use()
  const { make, verify } = hasher
  let count = 0
  Object.assign(hasher, {
    make: (...args: Parameters<typeof make>) => (count++, make.apply(hasher, args)),
    verify: (...args: Parameters<typeof verify>) => (count++, verify.apply(hasher, args)),
  })
  try {
    await work()
  } finally {
    Object.assign(hasher, { make, verify })
  }
  return count
}
