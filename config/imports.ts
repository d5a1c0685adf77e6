const MEGABYTE = 1024 * 1024

export default {
  /** Of a file of clients; what has far more is not even read to its end. */
  mostBytes: 10 * MEGABYTE,
  mostRead: '40mb',
  mostRows: 20_000,

  /** Each is booked by itself. */
  mostBookings: 5_000,
}
