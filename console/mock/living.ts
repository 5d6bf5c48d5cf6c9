import type { MockPlant } from './plant.ts';
import { ordinaryMorning } from './seed.ts';

const SEED = 1863;
const STEP_MS = 700;

/** A plant that goes on by itself: about forty messages a minute, each done within seconds. */
export function liveMorning(): { plant: MockPlant; stop: () => void } {
  const plant = ordinaryMorning(SEED, Date.now);
  const timer = setInterval(() => {
    plant.step();
    if (plant.random() < 0.5) plant.arrive();
  }, STEP_MS);
  timer.unref();
  return { plant, stop: () => clearInterval(timer) };
}
