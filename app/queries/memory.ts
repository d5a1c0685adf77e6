import availabilityConfig from '#config/availability'

export class Memory<Value> {
  readonly #values = new Map<string, Value>()

  static get isOn(): boolean {
    return availabilityConfig.mostKept > 0
  }

  get(key: string): Value | undefined {
    const known = this.#values.get(key)
    if (known === undefined) return undefined
    this.#values.delete(key)
    this.#values.set(key, known)
    return known
  }

  set(key: string, value: Value): Value {
    this.#values.delete(key)
    this.#values.set(key, value)
    const [oldest] = this.#values.keys()
    if (this.#values.size > availabilityConfig.mostKept) this.#values.delete(oldest)
    return value
  }

  forget(key: string): void {
    this.#values.delete(key)
  }
}
