/** Which followers of editions have anything to do. Asked beside something else that goes to D1 anyway. */
import type { Query } from "../db/client";
import type { Follower, Runtime } from "../runtime";

type Followed = Pick<Runtime, "db" | "followers" | "now">;

/** A question for each follower that may have nothing to do. */
export function askForWork({ db, followers, now }: Followed): Query<boolean>[] {
  return asking(followers).map(({ hasWork }) => hasWork(db, now()));
}

/** @param answers  to those questions, in their order. */
export function withWork({ followers }: Pick<Runtime, "followers">, answers: readonly boolean[]): Follower[] {
  const idle = asking(followers).filter((_, place) => answers[place] === false);
  return followers.filter(follower => !idle.some(one => one === follower));
}

type Asking = Follower & { readonly hasWork: NonNullable<Follower["hasWork"]> };

function asking(followers: readonly Follower[]): Asking[] {
  return followers.filter((follower): follower is Asking => follower.hasWork !== null);
}
