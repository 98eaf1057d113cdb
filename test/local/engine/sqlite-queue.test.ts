import { DatabaseSync } from 'node:sqlite';

import { beforeEach, describe, expect, it } from 'vitest';

import { SqliteQueue } from '../../../local/engine/sqlite-queue.ts';
import { manualClock, type ManualClock } from '../../fakes/manual-clock.ts';

let database: DatabaseSync;
let time: ManualClock;
let queue: SqliteQueue;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  time = manualClock();
  queue = new SqliteQueue(database, 'hints', time.clock);
});

const bodies = (limit = 10, visibilityMs = 1_000) => queue.receive(limit, visibilityMs).map(({ body }) => body);

describe('SqliteQueue', () => {
  it('gives messages in the order in which they were sent', () => {
    for (let i = 0; i < 100; i += 1) queue.send(String(i));
    expect(bodies(60)).toEqual(Array.from({ length: 60 }, (_, i) => String(i)));
    expect(bodies(60)).toHaveLength(40);
  });

  it('hides a message from others while somebody works on it, and shows it again when he is not heard of', () => {
    queue.send('a');
    expect(bodies()).toEqual(['a']);
    time.advance(999);
    expect(bodies()).toEqual([]);
    time.advance(1);
    expect(queue.receive(1, 1_000)).toMatchObject([{ body: 'a', receiveCount: 2 }]);
  });

  it('forgets a message only when it is deleted', () => {
    queue.send('a');
    const [message] = queue.receive(1, 1_000);
    queue.delete(message!.id);
    time.advance(1_000_000);
    expect(bodies()).toEqual([]);
    expect(queue.nextVisibleAt()).toBeUndefined();
  });

  it('shows a delayed message when its time has come', () => {
    queue.send('later', 5_000);
    expect(bodies()).toEqual([]);
    expect(queue.nextVisibleAt()).toBe(time.clock() + 5_000);
    time.advance(5_000);
    expect(bodies()).toEqual(['later']);
  });

  it('shows a message that was given back after the pause that was asked for', () => {
    queue.send('a');
    const [message] = queue.receive(1, 1_000);
    queue.giveBack(message!, 5_000);
    time.advance(4_999);
    expect(bodies()).toEqual([]);
    time.advance(1);
    expect(bodies()).toEqual(['a']);
  });

  it('puts a message aside after eight failed deliveries, and keeps it', () => {
    queue.send('poison');
    for (let delivery = 1; delivery <= 8; delivery += 1) {
      expect(queue.deadCount()).toBe(0);
      const [message] = queue.receive(1, 1_000);
      expect(queue.giveBack(message!, 0)).toBe(delivery === 8 ? 'dead' : 'waits');
    }
    time.advance(1_000_000);
    expect(bodies()).toEqual([]);
    expect(queue.deadCount()).toBe(1);
  });

  it('counts a delivery that ended with the process towards the eight', () => {
    queue.send('kills the process');
    for (let delivery = 1; delivery <= 8; delivery += 1) {
      queue.receive(1, 1_000);
      queue.reclaim();
    }
    const [message] = queue.receive(1, 1_000);
    expect(queue.giveBack(message!, 0)).toBe('dead');
  });

  it('shows at once, after a start, what a process had in hand that is gone', () => {
    queue.send('a');
    queue.send('delayed', 9_000);
    queue.receive(1, 720_000);
    queue = new SqliteQueue(database, 'hints', time.clock);
    expect(bodies()).toEqual([]);
    queue.reclaim();
    expect(bodies()).toEqual(['a']);
  });

  it('keeps queues of one database apart', () => {
    const intake = new SqliteQueue(database, 'intake', time.clock);
    intake.send('drop');
    queue.send('hint');
    expect(bodies()).toEqual(['hint']);
    expect(intake.receive(10, 1_000)).toMatchObject([{ body: 'drop' }]);
  });

  it('tells its listener of every message that is sent', () => {
    let told = 0;
    queue = new SqliteQueue(database, 'hints', time.clock, () => (told += 1));
    queue.send('a');
    queue.sendOnce('a');
    queue.sendOnce('b');
    expect(told).toBe(2);
  });
});

describe('SqliteQueue.sendOnce', () => {
  const count = () => Number(database.prepare('SELECT count(*) AS n FROM messages').get()?.['n']);

  it('adds nothing when the same message waits already', () => {
    queue.sendOnce('a');
    queue.sendOnce('a');
    queue.sendOnce('a', 5_000);
    expect(count()).toBe(1);
  });

  it('adds one that shows itself earlier than the one that waits', () => {
    queue.sendOnce('a', 5_000);
    queue.sendOnce('a');
    const [early] = queue.receive(10, 1_000);
    expect(early?.body).toBe('a');
    queue.delete(early!.id);
    expect(bodies()).toEqual([]);
    time.advance(5_000);
    expect(bodies()).toEqual(['a']);
  });

  it('adds one while the same message is in hand: what came since may have been missed', () => {
    queue.sendOnce('a');
    queue.receive(1, 720_000);
    queue.sendOnce('a');
    expect(bodies()).toEqual(['a']);
  });
});
